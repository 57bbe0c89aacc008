"use client";

import { ActForm } from "./act-form";
import type { Act } from "./acted";
import { ChoiceField, ReasonField, TextField } from "./fields";

const SPEAKERS = [
  ["clients", "its clients' keys, and riders with a token"],
  ["riders", "riders with a token only"],
] as const;

interface Issuer {
  readonly issuer: string;
  readonly audience: string;
  readonly keysAddress: string;
  readonly claim: string;
  readonly isRequired: boolean;
  readonly mostAgeSeconds: number;
}

/** Says who signs the tokens of an organisation's riders. */
export function IssuerForm({ act, issuer }: { act: Act; issuer: Issuer | null }) {
  return (
    <details className="border-line border-t pt-2">
      <summary className="w-fit cursor-pointer font-medium text-accent">Riders' tokens…</summary>
      <div className="flex flex-col gap-3 pt-2">
        <p className="max-w-prose text-ink-2">
          An OpenID Connect issuer signs tokens for its riders. Uploads with one record who rode, and what a
          rider agrees to is recorded by the rider, if the token's scope has consents:write.
        </p>
        <ActForm key={JSON.stringify(issuer)} label="Riders' tokens" act={act} submit="Take its tokens">
          {(faults) => (
            <>
              <TextField
                name="issuer"
                label="Issuer (iss, to the character)"
                faults={faults}
                defaultValue={issuer?.issuer}
                placeholder="https://login.example.org"
              />
              <TextField
                name="audience"
                label="Audience (aud)"
                faults={faults}
                defaultValue={issuer?.audience}
                placeholder="rides-app"
              />
              <TextField
                name="keysAddress"
                label="Address of its keys (JWKS)"
                faults={faults}
                defaultValue={issuer?.keysAddress}
                placeholder="https://login.example.org/.well-known/jwks.json"
              />
              <TextField
                name="claim"
                label="Claim that names the rider"
                faults={faults}
                defaultValue={issuer?.claim ?? "sub"}
              />
              <TextField
                name="mostAgeSeconds"
                label="Greatest age of a token, seconds since iat"
                faults={faults}
                defaultValue={String(issuer?.mostAgeSeconds ?? 3_600)}
              />
              <ChoiceField
                name="speak"
                label="Who speaks for riders"
                faults={faults}
                options={SPEAKERS}
                defaultValue={issuer?.isRequired ? "riders" : "clients"}
              />
              <ReasonField faults={faults} placeholder="The riders' app signs in with it" />
            </>
          )}
        </ActForm>
      </div>
    </details>
  );
}
