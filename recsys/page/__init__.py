"""The parts of the chat page: labels, the state of one tab, what its buttons do, and the HTML it shows."""
