"use client";

import { ActionDialog } from "@/components/dialog/action-dialog";
import { InputLine, SelectLine } from "@/components/dialog/dialog-field";
import type { Answer } from "@/components/states/answer";
import { CONSENT_DECISIONS, NOTICE_LANGUAGES, PURPOSE_REGISTRY, PURPOSES } from "@/lib/domain/consent";
import { EntryId } from "./entry-id";
import { ChannelLine, EvidenceLine } from "./evidence-lines";
import { DECISION_WORDS, LANGUAGE_WORDS } from "./words";

const VERSIONS = [
  ...new Set(PURPOSES.flatMap((purpose) => PURPOSE_REGISTRY[purpose].notices.map(({ version }) => version))),
];

/** Records what a rider told staff, on the evidence that they name. */
export function RecordDialog({
  rider,
  action,
}: {
  rider: string;
  action: (form: FormData) => Promise<Answer<unknown>>;
}) {
  return (
    <ActionDialog
      label="Record for a rider"
      name={`Record for a rider: ${rider}`}
      title={`Record for ${rider}`}
      about="What is recorded stays in the ledger for good. A grant counts for rides from now on; a withdrawal for all rides, also those until now. A grant that the rider took back since is refused."
      submit="Record"
      action={action}
    >
      <EntryId />
      <SelectLine
        label="Purpose"
        name="purpose"
        choices={PURPOSES.map((purpose) => [purpose, PURPOSE_REGISTRY[purpose].name])}
      />
      <SelectLine
        label="Decision"
        name="decision"
        choices={CONSENT_DECISIONS.map((decision) => [decision, DECISION_WORDS[decision]])}
      />
      <ChannelLine label="How the rider told it" />
      <SelectLine
        label="Notice that the rider was given"
        name="noticeVersion"
        choices={VERSIONS.map((version) => [String(version), `Version ${version}`])}
      />
      <SelectLine
        label="Its language"
        name="language"
        choices={NOTICE_LANGUAGES.map((language) => [language, LANGUAGE_WORDS[language]])}
      />
      <InputLine label="When the rider said so (now, if left out)" name="decidedAt" type="datetime-local" />
      <EvidenceLine />
    </ActionDialog>
  );
}
