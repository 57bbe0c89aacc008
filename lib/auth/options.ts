import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import type { Logger } from "@/lib/log";
import { signInExternal } from "@/lib/users/sign-in-external";
import { signInWithPassword } from "@/lib/users/sign-in-with-password";
import { countSignIn } from "@/lib/web/request-metrics";
import { clientAddress } from "./client-address";
import { identityOf, identityProvider } from "./identity-provider";
import { IDENTITY_PROVIDER } from "./identity-provider-id";
import { localAddress } from "./local-path";
import { webSettings } from "./settings";
import { answerOf, tryCredentials } from "./try-credentials";
import { webLog } from "./web-log";
import { withoutWords } from "./without-words";

const SESSION_SECONDS = 12 * 60 * 60;

/** The token says who signed in and nothing else: what they may do is asked of the database each time. */
export function authOptions(): NextAuthOptions {
  const settings = webSettings();
  const provider = identityProvider(settings);
  const mapping = settings.SLIPSTREAM_OIDC_ROLES;
  const log = webLog();
  return {
    secret: settings.NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [passwords(settings.SLIPSTREAM_TRUSTED_PROXIES, log), ...(provider ? [provider] : [])],
    callbacks: {
      async signIn({ user, account, profile }) {
        if (account?.provider !== IDENTITY_PROVIDER) return true;
        const issuer = provider?.issuer;
        if (!mapping || !issuer) return false;
        const userId = await withoutWords(log, async () =>
          signInExternal(identityOf(profile, issuer, mapping)),
        );
        if (userId === null) return false;
        user.id = userId;
        return true;
      },
      redirect: ({ url, baseUrl }) => localAddress(String(url), baseUrl),
      jwt: ({ token, user }) => (user ? { sub: user.id } : token),
      session: ({ session, token }) => ({ expires: session.expires, userId: token.sub }),
    },
  };
}

const passwords = (proxies: number, log: Logger) =>
  Credentials({
    credentials: { email: { type: "email" }, password: { type: "password" } },
    async authorize(credentials, request) {
      const forwarded: unknown = request.headers?.["x-forwarded-for"];
      const address = clientAddress(typeof forwarded === "string" ? forwarded : null, proxies);
      const signIn = await withoutWords(log, () =>
        tryCredentials(credentials, (typed) => signInWithPassword({ ...typed, address })),
      );
      countSignIn(signIn.kind);
      return answerOf(signIn);
    },
  });
