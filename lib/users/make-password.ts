import { randomInt } from "node:crypto";

/** Without characters that are taken for each other when they are read out. */
const CHARACTERS = "abcdefghjkmnpqrstuvwxyz23456789";

/** A password that nobody has: five groups of four characters, 99 random bits. */
export const makePassword = (): string =>
  Array.from({ length: 5 }, () =>
    Array.from({ length: 4 }, () => CHARACTERS[randomInt(CHARACTERS.length)]).join(""),
  ).join("-");
