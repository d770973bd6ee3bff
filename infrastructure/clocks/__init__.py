"""What keeps the clocks of cases: the log as their keeper sees it, who follows it, who watches the time."""
