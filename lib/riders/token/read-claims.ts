import { z } from "zod";
import { RiderReference } from "@/lib/domain/rider-reference";
import type { RiderIssuer } from "../rider-issuer";

/** Of clocks that differ. */
export const LEEWAY_SECONDS = 60;

/** Of a token for other ends, such as the end of a session, all claims may fit. */
const TYPES: ReadonlySet<string> = new Set(["jwt", "at+jwt"]);

/** Whose a token is, and what for. */
export interface TokenClaims {
  readonly reference: string;
  readonly scopes: readonly string[];
}

export type ReadClaims =
  | ({ readonly kind: "rider" } & TokenClaims)
  | { readonly kind: "fault"; readonly expected: string; readonly got: unknown };

const Times = z.object({ exp: z.number(), iat: z.number(), nbf: z.number().optional() });

type Expected = Pick<RiderIssuer, "issuer" | "audience" | "claim" | "mostAgeSeconds">;

/**
 * What a token says, whose signature fits: whose it is, or what is wrong with it. Issuer and audience are compared to the
 * character, and nobody beside us may be meant; the rider's name must be in the one form that names are kept in, or two
 * accounts could be one rider.
 */
export function readClaims(
  claims: Readonly<Record<string, unknown>>,
  type: unknown,
  { issuer, audience, claim, mostAgeSeconds }: Expected,
  nowMs: number,
): ReadClaims {
  if (type !== undefined && !isType(type)) return fault("typ: none, JWT or at+jwt", type);
  if (claims.iss !== issuer) return fault(`iss: ${issuer}`, claims.iss);
  const meant = Array.isArray(claims.aud) && claims.aud.length === 1 ? claims.aud[0] : claims.aud;
  if (meant !== audience) return fault(`aud: ${audience} and nobody else`, claims.aud);
  const times = Times.safeParse(claims).data;
  if (!times) {
    const { exp, iat, nbf } = claims;
    return fault("exp and iat, and nbf where there is one, in seconds since epoch", { exp, iat, nbf });
  }
  const nowSeconds = nowMs / 1_000;
  const [earliest, latest] = [nowSeconds - LEEWAY_SECONDS, nowSeconds + LEEWAY_SECONDS];
  if (times.exp <= earliest) return fault(`exp: after ${momentOf(earliest)}`, momentOf(times.exp));
  if (times.iat > latest) return fault(`iat: until ${momentOf(latest)}`, momentOf(times.iat));
  const oldest = earliest - mostAgeSeconds;
  if (times.iat < oldest) return fault(`iat: since ${momentOf(oldest)}`, momentOf(times.iat));
  if (times.nbf !== undefined && times.nbf > latest)
    return fault(`nbf: until ${momentOf(latest)}`, momentOf(times.nbf));
  const named = Object.hasOwn(claims, claim) ? claims[claim] : undefined;
  const reference = RiderReference.safeParse(named).data;
  if (reference === undefined || reference !== named)
    return fault(`${claim}: 1 to 120 characters that are seen, in NFC, without blanks around them`, named);
  return { kind: "rider", reference, scopes: scopesOf(claims) };
}

/** Words of `scope` (RFC 8693), or of what some issuers have instead, `scp`, which may be a list. */
function scopesOf({ scope, scp }: Readonly<Record<string, unknown>>): string[] {
  const said = [scope, scp].flat().filter((part) => typeof part === "string");
  return [...new Set(said.flatMap((part) => part.split(" ").filter((word) => word !== "")))];
}

const fault = (expected: string, got: unknown): ReadClaims => ({ kind: "fault", expected, got });

const isType = (type: unknown): boolean =>
  typeof type === "string" && TYPES.has(type.toLowerCase().replace(/^application\//, ""));

const LAST_SECOND = 8.64e12;
const momentOf = (seconds: number): string =>
  Math.abs(seconds) < LAST_SECOND ? new Date(seconds * 1_000).toISOString() : String(seconds);
