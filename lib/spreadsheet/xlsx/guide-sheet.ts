/** Name of the sheet of our own workbooks that says how to fill in the other; what it holds is never read as rows. */
export const GUIDE_SHEET = "How to fill in";
