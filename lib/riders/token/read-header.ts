import { RIDER_HEADER, tokenFault } from "./token-fault";

/** Of an identity provider that says much about its people; Node takes no more than twice as much in all headers. */
const MOST_CHARACTERS = 8_192;
const BEARER = /^Bearer +([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)$/i;

/** The rider's token of a request; null where none was sent. @throws AppError `unauthenticated`. */
export function readRiderToken(headers: Headers): string | null {
  const sent = headers.get(RIDER_HEADER);
  if (sent === null) return null;
  if (sent.length > MOST_CHARACTERS)
    throw tokenFault(`at most ${MOST_CHARACTERS} characters`, `${sent.length} characters`);
  const token = BEARER.exec(sent)?.[1];
  // What was sent instead may be a secret of another kind: its length is all that is said of it.
  if (token === undefined)
    throw tokenFault("Bearer and a signed JSON Web Token (three parts)", `${sent.length} other characters`);
  return token;
}
