"""Who may come in: accounts on a file and on a server, behind one door."""
