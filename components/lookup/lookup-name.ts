/** What the one search for bikes is called, wherever it stands. */
export const LOOKUP_NAME = "Look up a bike";
