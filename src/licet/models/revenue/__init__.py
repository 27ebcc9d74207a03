"""What a denial costs an industry: sales, research, jobs, who gains, and what a listing does to suppliers."""
