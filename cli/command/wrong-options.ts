/** What was asked on the command line cannot be; the message says what was expected and what came. */
export class WrongOptions extends Error {}
