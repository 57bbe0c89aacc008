import type { Metadata } from "next";
import Link from "next/link";
import { SignOut } from "@/app/sign-out";
import { PasswordForm } from "@/components/account/password-form";
import { Desk } from "@/components/admin/desk";
import { Card, CardTitle } from "@/components/ui/card";
import { mayUse } from "@/lib/auth/access";
import { requireActor } from "@/lib/auth/require-actor";
import { whosePassword } from "@/lib/users/whose-password";
import { choosePassword } from "./actions";
import { GivenPassword } from "./given-password";
import { NoPageYet } from "./no-page-yet";

export const metadata: Metadata = { title: "Account" };

export default async function AccountPage() {
  const actor = await requireActor("/account");
  const password = await whosePassword(actor);
  const { name, email, organisation, roles } = actor;
  const facts = [
    ["Name", name],
    ["E-mail address", email],
    ["Organisation", `${organisation.name} (${organisation.kind})`],
    [roles.length === 1 ? "Role" : "Roles", roles.join(", ")],
  ] as const;
  return (
    <div className="flex max-w-xl flex-col gap-4">
      <h1 className="font-semibold text-xl">Account</h1>
      {password === "given" ? <GivenPassword /> : null}
      {mayUse(actor, "/bikes") ? null : <NoPageYet roles={roles} />}
      <Card>
        <dl className="grid grid-cols-1 gap-x-6 gap-y-1 sm:grid-cols-[auto_1fr]">
          {facts.map(([term, fact]) => (
            <div key={term} className="contents">
              <dt className="text-ink-2">{term}</dt>
              <dd className="break-words pb-2 sm:pb-0">{fact}</dd>
            </div>
          ))}
        </dl>
        <div className="mt-4">
          <SignOut />
        </div>
      </Card>
      <Card className="flex flex-col gap-3">
        <CardTitle>Password</CardTitle>
        {password === "none" ? (
          <p className="text-ink-2">You sign in by an identity provider, where the password is changed.</p>
        ) : (
          <Desk>
            <PasswordForm act={choosePassword} />
          </Desk>
        )}
      </Card>
      <Card>
        <CardTitle>For apps and services</CardTitle>
        <p className="mt-1 text-ink-2">
          {mayUse(actor, "GET /api/v1/bikes")
            ? "The same data is there over HTTP, with a key or this sign-in. "
            : "Readings come in and go out over HTTP, with a key; this sign-in opens none of them. "}
          <Link href="/api-docs" className="text-accent underline underline-offset-2">
            Read the API document
          </Link>
        </p>
      </Card>
    </div>
  );
}
