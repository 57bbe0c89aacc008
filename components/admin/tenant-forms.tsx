"use client";

import { ORGANISATION_KINDS } from "@/lib/domain/actor";
import { ActForm } from "./act-form";
import type { Act } from "./acted";
import { ChoiceField, ReasonField, TextField } from "./fields";

/** There is one maker, and it is there. */
const KINDS = ORGANISATION_KINDS.filter((kind) => kind !== "maker").toReversed();

/** Makes an organisation. */
export function NewTenantForm({ act, then }: { act: Act; then: string }) {
  return (
    <ActForm label="New tenant" act={act} submit="Make tenant" then={then}>
      {(faults) => (
        <>
          <TextField name="name" label="Name" faults={faults} />
          <ChoiceField name="kind" label="Kind" faults={faults} options={KINDS.map((kind) => [kind, kind])} />
        </>
      )}
    </ActForm>
  );
}

/** Gives an organisation another name. */
export function RenameForm({ act, name }: { act: Act; name: string }) {
  return (
    <ActForm key={name} label="Rename" act={act} submit="Rename">
      {(faults) => (
        <>
          <TextField name="name" label="Name" faults={faults} defaultValue={name} />
          <ReasonField faults={faults} placeholder="The company changed its name" />
        </>
      )}
    </ActForm>
  );
}
