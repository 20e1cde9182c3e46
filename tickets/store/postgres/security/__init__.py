"""Who may do what at a server: roles, rights, policies, guards, and what has drifted from them."""
