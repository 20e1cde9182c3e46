"""Who may do what at a server: roles, privileges, policies, guards, and what they leave open."""
