"""One presenter for each feature: connects a view's requests to services, and what changed to models and views."""
