import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Card } from "@/components/ui/card";
import { localPath } from "@/lib/auth/local-path";
import { sessionUser } from "@/lib/auth/session-user";
import { webSettings } from "@/lib/auth/settings";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "@/lib/domain/demo-accounts";
import { whosePassword } from "@/lib/users/whose-password";
import { SearchParams } from "./search-params";
import { SignInForm } from "./sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: Promise<unknown> }) {
  const { from, error } = SearchParams.parse(await searchParams);
  const path = localPath(from);
  const user = await sessionUser();
  if (user) redirect((await whosePassword(user)) === "given" ? "/account" : path);
  const settings = webSettings();
  const demo = settings.SLIPSTREAM_LOCAL_STACK ? { accounts: DEMO_ACCOUNTS, password: DEMO_PASSWORD } : null;
  return (
    <main className="flex min-h-dvh flex-col items-center px-3 py-8 sm:justify-center">
      <div className="flex w-full max-w-sm flex-col gap-5">
        <header className="flex items-center gap-3">
          <span
            aria-hidden="true"
            className="grid size-9 place-items-center rounded-lg bg-accent font-bold text-accent-ink text-base"
          >
            S
          </span>
          <div>
            <h1 className="font-semibold text-base">Sign in to Slipstream</h1>
            <p className="text-ink-2 text-xs">Every reading of every bike, however late it arrives.</p>
          </div>
        </header>
        <Card>
          <SignInForm
            path={path}
            fault={error ?? null}
            demo={demo}
            external={settings.SLIPSTREAM_OIDC_ISSUER !== undefined}
          />
        </Card>
      </div>
    </main>
  );
}
