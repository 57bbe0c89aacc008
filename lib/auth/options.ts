import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import type { ClaimMapping } from "@/lib/env/web";
import { signInExternal } from "@/lib/users/sign-in-external";
import { signInWithPassword } from "@/lib/users/sign-in-with-password";
import { countSignIn } from "@/lib/web/request-metrics";
import { clientAddress } from "./client-address";
import { identityProvider, parseClaims, rolesOf } from "./identity-provider";
import { IDENTITY_PROVIDER } from "./identity-provider-id";
import { webSettings } from "./settings";

const SESSION_SECONDS = 12 * 60 * 60;

/** The token says who signed in and nothing else: what they may do is asked of the database each time. */
export function authOptions(): NextAuthOptions {
  const settings = webSettings();
  const provider = identityProvider(settings);
  const mapping = settings.SLIPSTREAM_OIDC_ROLES;
  return {
    secret: settings.NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [passwords(settings.SLIPSTREAM_TRUSTED_PROXIES), ...(provider ? [provider] : [])],
    callbacks: {
      async signIn({ user, account, profile }) {
        if (account?.provider !== IDENTITY_PROVIDER) return true;
        const userId = mapping && provider?.issuer ? await external(profile, provider.issuer, mapping) : null;
        if (userId === null) return false;
        user.id = userId;
        return true;
      },
      jwt: ({ token, user }) => (user ? { sub: user.id } : token),
      session: ({ session, token }) => ({ expires: session.expires, userId: token.sub }),
    },
  };
}

const passwords = (proxies: number) =>
  Credentials({
    credentials: { email: { type: "email" }, password: { type: "password" } },
    async authorize(credentials, request) {
      const forwarded: unknown = request.headers?.["x-forwarded-for"];
      const address = clientAddress(typeof forwarded === "string" ? forwarded : null, proxies);
      const { email = "", password = "" } = credentials ?? {};
      const result = await signInWithPassword({ email, password, address });
      countSignIn(result.kind);
      if (result.kind === "slow-down") throw new Error(`slow-down:${result.retryAfterSeconds}`);
      return result.kind === "signed-in" ? { id: result.userId } : null;
    },
  });

async function external(profile: unknown, issuer: string, mapping: ClaimMapping): Promise<string | null> {
  const claims = parseClaims(profile);
  return signInExternal({
    issuer,
    subject: claims.sub,
    email: claims.email,
    name: claims.name ?? claims.email,
    roles: rolesOf(claims, mapping),
    organisation: mapping.organisation,
  });
}
