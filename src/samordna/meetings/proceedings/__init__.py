"""A meeting as it happened, and the words that its minutes say of it: the pages at the table, the
minutes, the extract, the notice and the notice board all take them from here."""
