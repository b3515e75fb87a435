"""What a user can do and what goes on by itself: async verbs over the store and the marketplace. No Qt, no views."""
