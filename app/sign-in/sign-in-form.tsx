"use client";

import { type SubmitEvent, useEffect, useState } from "react";
import { announceSessionChange } from "@/components/live-map/session-change";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { goToIdentityProvider, tryPassword } from "@/lib/auth/browser";
import type { DemoAccount } from "@/lib/domain/demo-accounts";
import { DemoAccounts } from "./demo-accounts";
import { faultText } from "./fault-text";

interface Props {
  path: string;
  fault: string | null;
  demo: { accounts: readonly DemoAccount[]; password: string } | null;
  external: boolean;
}

export function SignInForm({ path, fault: first, demo, external }: Props) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [fault, setFault] = useState(first);
  const [busy, setBusy] = useState(false);
  // Who has signed out comes here.
  useEffect(announceSessionChange, []);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setBusy(true);
    setFault(null);
    const failed = await tryPassword(email, password).catch(() => "unknown");
    if (failed === null) {
      announceSessionChange();
      // The page leads on: to where they wanted, or first to choose a password of their own.
      return window.location.assign(`/sign-in?from=${encodeURIComponent(path)}`);
    }
    setFault(failed);
    setBusy(false);
  }

  return (
    <div className="flex flex-col gap-4">
      <form onSubmit={submit} className="flex flex-col gap-3" aria-describedby="sign-in-fault">
        <Field label="E-mail address" htmlFor="email">
          <Input
            id="email"
            type="email"
            autoComplete="username"
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        </Field>
        <Field label="Password" htmlFor="password">
          <Input
            id="password"
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
        <p id="sign-in-fault" role="alert" className="text-fault text-xs empty:hidden">
          {fault === null ? null : faultText(fault)}
        </p>
        <Button kind="primary" type="submit" disabled={busy}>
          {busy ? "Signing in…" : "Sign in"}
        </Button>
      </form>
      {external ? (
        <Button onClick={() => goToIdentityProvider(path)}>Sign in with single sign-on</Button>
      ) : null}
      {demo ? (
        <DemoAccounts
          accounts={demo.accounts}
          password={demo.password}
          chosen={email}
          onChoose={(chosen) => {
            setEmail(chosen);
            setPassword(demo.password);
            setFault(null);
          }}
        />
      ) : null}
    </div>
  );
}
