import { lookup } from "node:dns";
import { type IncomingMessage, request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import type { LookupFunction } from "node:net";
import { z } from "zod";
import { addressFault, isAddressAllowed } from "./address-allowed";

/** An issuer has a few keys, of a kilobyte each. */
const MOST_BYTES = 256 * 1024;
/** From the look-up of its name to the last byte; uploads wait for it. */
const WITHIN_MS = 3_000;

const Keys = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(200) });
/** Public keys as JWKS (RFC 7517). */
export type KeySet = z.infer<typeof Keys>;

/**
 * Fetches an issuer's keys. Follows no redirection, and connects to public addresses only, whatever the name leads to; in
 * the local stack to this machine, too.
 * @throws Error in our own words when there are none to be had in time.
 */
export async function fetchKeys(address: string, isLocal: boolean, withinMs = WITHIN_MS): Promise<KeySet> {
  const wrong = addressFault(address, isLocal);
  if (wrong !== null) throw new Error(`the address of its keys: ${wrong}`);
  const response = await answerOf(new URL(address), isLocal, AbortSignal.timeout(withinMs));
  if (response.statusCode !== 200) {
    response.destroy();
    throw new Error(`expected status 200 from the address of its keys, got ${response.statusCode}`);
  }
  const parsed = Keys.safeParse(parse(await bodyOf(response)));
  if (!parsed.success) throw new Error("expected a JSON Web Key Set of at most 200 keys, got something else");
  return parsed.data;
}

function answerOf(address: URL, isLocal: boolean, signal: AbortSignal): Promise<IncomingMessage> {
  const request = address.protocol === "https:" ? requestSecure : requestPlain;
  return new Promise((resolve, reject) => {
    const headers = { accept: "application/jwk-set+json, application/json", "accept-encoding": "identity" };
    // No agent: a connection that is kept was allowed by another name's addresses.
    request(address, { agent: false, headers, signal, lookup: allowedOnly(isLocal) }, resolve)
      .on("error", reject)
      .end();
  });
}

/** The addresses that are looked at are those that are connected to: a name that says another the next time gains nothing. */
const allowedOnly =
  (isLocal: boolean): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (fault, found) => {
      if (fault) return callback(fault, []);
      const [first] = found;
      if (!first || found.some(({ address }) => !isAddressAllowed(address, isLocal)))
        return callback(new Error("the address of its keys: expected a public address"), []);
      if (options.all) callback(null, found);
      else callback(null, first.address, first.family);
    });
  };

async function bodyOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > MOST_BYTES) throw new Error(`expected keys of at most ${MOST_BYTES} bytes, got more`);
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
