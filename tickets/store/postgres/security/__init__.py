"""Who may do what at a server: roles, privileges, policies, guards, and the detection of drift."""
