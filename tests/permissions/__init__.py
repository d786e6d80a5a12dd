"""Who is answered what. Read by tests/test_permissions.py: a URL that is not here fails there.

Each room has its rows in tests/permissions/<room>.py, as ``TABLE``, and makes what its addresses
are about in ``make(world)``: the row's third column is a name that it gave in ``world.things``.
Rooms make their things from the ground up, so a room may use what those below it made.

Columns: anonymous, outsider (an account and nothing to do here), stranger (works in another
association), applicant (of the owner), partner's signatory, member of the board, auditor,
economist, case officer, registrar, director.

Answers are HTTP statuses; ``in`` is a redirect to the sign-in page. Outsiders and strangers get 404
and never 403 inside an association. Those who may read but not do get 403. POST is asked without
any data: 200 is then a form with its errors, 302 a step that was taken. An address inside an
association without a POST row takes none (405).
"""
