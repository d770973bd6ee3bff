"""What a complaint and a service request share: both are cases."""
