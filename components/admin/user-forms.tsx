"use client";

import type { Role } from "@/lib/domain/actor";
import { ActForm } from "./act-form";
import type { Act } from "./acted";
import { ChecksField, ChoiceField, ReasonField, TextField } from "./fields";
import { ROLE_OPTIONS } from "./role-options";

/** Makes a user of one of these organisations. */
export function NewUserForm({
  act,
  organisations,
  then,
}: {
  act: Act;
  organisations: readonly string[];
  then: string;
}) {
  return (
    <ActForm label="New user" act={act} submit="Make user" then={then}>
      {(faults) => (
        <>
          <TextField name="name" label="Name" faults={faults} />
          <TextField name="email" label="E-mail address" type="email" faults={faults} />
          <ChoiceField
            name="organisation"
            label="Organisation"
            faults={faults}
            options={organisations.map((name) => [name, name])}
          />
          <ChecksField name="roles" label="Roles" faults={faults} options={ROLE_OPTIONS} />
        </>
      )}
    </ActForm>
  );
}

/** Gives a user other roles. */
export function RolesForm({ act, roles }: { act: Act; roles: readonly Role[] }) {
  return (
    <ActForm key={roles.join()} label="Roles" act={act} submit="Change roles">
      {(faults) => (
        <>
          <ChecksField name="roles" label="Roles" faults={faults} options={ROLE_OPTIONS} checked={roles} />
          <ReasonField faults={faults} placeholder="Moves to support on 1 December" />
        </>
      )}
    </ActForm>
  );
}
