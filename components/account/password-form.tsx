"use client";

import { ActForm } from "@/components/admin/act-form";
import type { Act } from "@/components/admin/acted";
import { TextField } from "@/components/admin/fields";

/** Changes the own password. */
export function PasswordForm({ act }: { act: Act }) {
  return (
    <ActForm label="Change password" act={act} submit="Change password">
      {(faults) => (
        <>
          <TextField
            name="current"
            label="Password until now"
            type="password"
            autoComplete="current-password"
            faults={faults}
          />
          <TextField
            name="password"
            label="New password, at least 12 characters"
            type="password"
            autoComplete="new-password"
            faults={faults}
          />
          <TextField
            name="repeated"
            label="New password again"
            type="password"
            autoComplete="new-password"
            faults={faults}
          />
        </>
      )}
    </ActForm>
  );
}
