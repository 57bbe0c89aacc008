import { errors, type JWTVerifyGetKey, jwtVerify } from "jose";
import { AppError } from "@/lib/errors";
import type { RiderIssuer } from "../rider-issuer";
import { LEEWAY_SECONDS, readClaims, type TokenClaims } from "./read-claims";
import { tokenFault } from "./token-fault";

/** Signatures by keys of which we have the public half only: none that knows a common secret, and not none at all. */
export const ALGORITHMS = [
  ...["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
  ...["ES256", "ES384", "ES512", "EdDSA"],
] as const;

/**
 * What the organisation calls the rider whose token this is, and what it is for.
 * @param findKey gives the issuer's key by a token's header.
 * @throws AppError `unauthenticated` that says what was expected and what came, and what `findKey` throws.
 */
export async function verifyToken(
  token: string,
  issuer: RiderIssuer,
  findKey: JWTVerifyGetKey,
  nowMs: number,
): Promise<TokenClaims> {
  const verified = await jwtVerify(token, findKey, {
    algorithms: [...ALGORITHMS],
    clockTolerance: LEEWAY_SECONDS,
    currentDate: new Date(nowMs),
  }).catch((fault: unknown) => {
    // Its claims are looked at after its signature; what is wrong with them is said below.
    if (fault instanceof errors.JWTExpired || fault instanceof errors.JWTClaimValidationFailed)
      return { payload: fault.payload, fault };
    throw faultOf(fault, token);
  });
  const read = readClaims(verified.payload, headerOf(token).typ, issuer, nowMs);
  if (read.kind === "fault") throw tokenFault(read.expected, read.got);
  if ("fault" in verified) throw tokenFault("a token that is in force", "another", verified.fault);
  return { reference: read.reference, scopes: read.scopes };
}

/** What `findKey` says of its own is passed on. */
function faultOf(fault: unknown, token: string): unknown {
  if (fault instanceof AppError || !(fault instanceof errors.JOSEError)) return fault;
  const { alg, kid } = headerOf(token);
  switch (fault.code) {
    case "ERR_JOSE_ALG_NOT_ALLOWED":
    case "ERR_JOSE_NOT_SUPPORTED":
      return tokenFault(`alg: one of ${ALGORITHMS.join(", ")}`, alg, fault);
    case "ERR_JWKS_NO_MATCHING_KEY":
    case "ERR_JWKS_MULTIPLE_MATCHING_KEYS":
      return tokenFault("kid: that of one key of the issuer that fits alg", kid, fault);
    case "ERR_JWS_SIGNATURE_VERIFICATION_FAILED":
      return tokenFault("a signature by the issuer's key", "another", fault);
    default:
      return tokenFault("a signed JSON Web Token", "something else", fault);
  }
}

interface TokenHeader {
  readonly alg?: unknown;
  readonly kid?: unknown;
  readonly typ?: unknown;
}

/** What a token says of itself, whether it is to be believed or not. */
function headerOf(token: string): TokenHeader {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(token.split(".", 1)[0] ?? "", "base64url").toString());
    return typeof parsed === "object" && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}
