import type { OAuthConfig } from "next-auth/providers/oauth";
import { z } from "zod";
import type { Role } from "@/lib/domain/actor";
import type { ClaimMapping, WebEnvironment } from "@/lib/env/web";
import type { ExternalIdentity } from "@/lib/users/sign-in-external";
import { IDENTITY_PROVIDER } from "./identity-provider-id";

const Claims = z.looseObject({
  sub: z.string().min(1),
  email: z.email(),
  name: z.string().optional(),
});
type Claims = z.infer<typeof Claims>;

/**
 * Whom an identity provider says it has there.
 * @throws ZodError when subject or e-mail address are missing.
 */
export function identityOf(profile: unknown, issuer: string, mapping: ClaimMapping): ExternalIdentity {
  const claims = Claims.parse(profile);
  const { sub: subject, email, name = email } = claims;
  const { organisation } = mapping;
  return { issuer, subject, email, name, roles: rolesOf(claims, mapping), organisation };
}

/** Roles that the values of the mapped claim stand for. */
export function rolesOf(claims: Readonly<Record<string, unknown>>, mapping: ClaimMapping): Role[] {
  const claim = claims[mapping.claim];
  const values = (Array.isArray(claim) ? claim : [claim]).filter((value) => typeof value === "string");
  return [
    ...new Set(
      values.flatMap((value) => (Object.hasOwn(mapping.roles, value) ? (mapping.roles[value] ?? []) : [])),
    ),
  ];
}

/** The one OpenID Connect provider that the environment names, if it names one. */
export function identityProvider(settings: WebEnvironment): OAuthConfig<Claims> | null {
  const { SLIPSTREAM_OIDC_ISSUER: issuer, SLIPSTREAM_OIDC_CLIENT_ID: clientId } = settings;
  const clientSecret = settings.SLIPSTREAM_OIDC_CLIENT_SECRET;
  if (!issuer || !clientId || !clientSecret) return null;
  return {
    id: IDENTITY_PROVIDER,
    name: "Single sign-on",
    type: "oauth",
    wellKnown: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    issuer,
    clientId,
    clientSecret,
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { scope: "openid email profile" } },
    profile: (profile) => {
      const { sub, email, name = email } = Claims.parse(profile);
      return { id: sub, email, name };
    },
  };
}
