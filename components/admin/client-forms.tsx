"use client";

import { SCOPES, type Scope } from "@/lib/domain/actor";
import type { OldKeyEnds } from "@/lib/domain/key-rotation";
import { SOURCES } from "@/lib/domain/packet";
import { ActForm } from "./act-form";
import type { Act } from "./acted";
import { ChecksField, ChoiceField, ReasonField, TextField } from "./fields";

const SCOPE_WORDS: Readonly<Record<Scope, string>> = {
  write: "send readings",
  read: "read",
  register: "register bikes",
  produce: "tell which components were made",
  consent: "record riders' consent",
};

/** Makes an API client of one of these organisations. */
export function NewClientForm({
  act,
  organisations,
  then,
}: {
  act: Act;
  organisations: readonly string[];
  then: string;
}) {
  return (
    <ActForm label="New client" act={act} submit="Make client" then={then}>
      {(faults) => (
        <>
          <TextField name="name" label="Name" faults={faults} />
          <ChoiceField
            name="organisation"
            label="Organisation"
            faults={faults}
            options={organisations.map((name) => [name, name])}
          />
          <ChecksField
            name="scopes"
            label="May"
            faults={faults}
            options={SCOPES.map((scope) => [scope, SCOPE_WORDS[scope]])}
          />
          <ChecksField
            name="sources"
            label="Sends what was recorded by"
            faults={faults}
            options={SOURCES.map((source) => [source, source === "iot" ? "modules (iot)" : "apps (app)"])}
          />
          <TextField
            name="bikes"
            label="Bikes: ids, or beginnings with a star, with commas between"
            faults={faults}
            placeholder="LI-*, DCU-000001"
          />
        </>
      )}
    </ActForm>
  );
}

const ENDS: readonly (readonly [OldKeyEnds, string])[] = [
  ["at-once", "At once"],
  ["in-an-hour", "In an hour"],
  ["in-a-day", "In a day"],
  ["in-a-week", "In seven days"],
];

/** Gives a client a new key. */
export function RotateForm({ act }: { act: Act }) {
  return (
    <ActForm label="New key" act={act} submit="Make a new key">
      {(faults) => (
        <>
          <p className="max-w-prose text-ink-2">
            The key until now opens until it ends; one that was replaced before it opens nothing more.
          </p>
          <ChoiceField
            name="oldKeyEnds"
            label="The key until now ends"
            faults={faults}
            options={ENDS}
            defaultValue="in-a-day"
          />
          <ReasonField faults={faults} placeholder="Keys are replaced each year" />
        </>
      )}
    </ActForm>
  );
}
