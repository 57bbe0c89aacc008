"use client";

import { ActForm } from "./act-form";
import type { Act } from "./acted";
import { ReasonField } from "./fields";

/** Confirms with a reason what ends or gives access. */
export function ReasonForm({
  title,
  about,
  submit,
  placeholder,
  act,
}: {
  title: string;
  about: string;
  submit: string;
  placeholder: string;
  act: Act;
}) {
  return (
    <details className="border-line border-t pt-2">
      <summary className="w-fit cursor-pointer font-medium text-accent">{title}</summary>
      <div className="flex flex-col gap-3 pt-2">
        <p className="max-w-prose text-ink-2">{about}</p>
        <ActForm label={title} act={act} submit={submit}>
          {(faults) => <ReasonField faults={faults} placeholder={placeholder} />}
        </ActForm>
      </div>
    </details>
  );
}
