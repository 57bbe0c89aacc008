import { type Database, database } from "@/lib/db/client";
import type { ApiClient } from "@/lib/domain/actor";
import { issuerOf } from "./find-issuer";
import { fetchKeys } from "./keys/fetch-keys";
import { IssuerKeys } from "./keys/issuer-keys";
import { mintSignedRider } from "./mint-signed-rider";
import type { SignedRider } from "./signed-rider";
import { readRiderToken } from "./token/read-header";
import { tokenFault } from "./token/token-fault";
import { verifyToken } from "./token/verify-token";

interface Options {
  /** Whether this is the local stack, in which an issuer may be on this machine. */
  readonly isLocal: boolean;
  readonly keys?: IssuerKeys;
  readonly db?: Database;
  readonly nowMs?: number;
}

/** Next bundles modules more than once per process; keys are fetched once. */
const home: typeof globalThis & { slipstreamIssuerKeys?: IssuerKeys } = globalThis;

/**
 * The rider whose token came with a client's request; null where none came. The issuer is that of the client's organisation,
 * so that a rider of another one is nobody here.
 * @throws AppError `unauthenticated` for a token that is not taken, `unavailable` when the issuer's keys or the database
 *   cannot be reached.
 */
export async function riderOfRequest(
  headers: Headers,
  { organisationId }: ApiClient,
  { isLocal, db = database(), nowMs = Date.now(), keys = keysOfProcess(isLocal) }: Options,
): Promise<SignedRider | null> {
  const token = readRiderToken(headers);
  if (token === null) return null;
  const issuer = await issuerOf(organisationId, db);
  if (issuer === null) throw tokenFault("none: your organisation has no issuer of riders' tokens", "one");
  const claims = await verifyToken(token, issuer, keys.finder(issuer.keysAddress), nowMs);
  return mintSignedRider({ organisationId, ...claims });
}

function keysOfProcess(isLocal: boolean): IssuerKeys {
  home.slipstreamIssuerKeys ??= new IssuerKeys((address) => fetchKeys(address, isLocal));
  return home.slipstreamIssuerKeys;
}
