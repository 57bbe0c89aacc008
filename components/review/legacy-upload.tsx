"use client";

import { useRouter } from "next/navigation";
import { useId, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardTitle } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { TRUSTS } from "@/lib/domain/master-data";
import { ImportResult } from "./import-result";
import { KnownColumns } from "./known-columns";
import { type SentFile, sendLegacyFile } from "./send-legacy-file";
import { TRUST_WORDS } from "./words";

/** Takes in a file of old data: whose bikes, from where, and how sure. */
export function LegacyUpload({
  oems,
  columns,
}: {
  oems: readonly { readonly id: string; readonly name: string }[];
  /** Names of those that are read. */
  columns: readonly string[];
}) {
  const [sent, setSent] = useState<SentFile | null>(null);
  const [isSending, begin] = useTransition();
  const router = useRouter();
  const id = useId();
  const send = (form: FormData) =>
    begin(async () => {
      setSent(await sendLegacyFile(form));
      router.refresh();
    });
  return (
    <Card className="flex flex-col gap-3">
      <CardTitle>Take in old data</CardTitle>
      <form action={send} aria-label="Take in old data" className="flex flex-wrap items-end gap-3">
        <Field label="File (CSV or XLSX)" htmlFor={`${id}-file`} className="w-64 max-w-full">
          <Input
            id={`${id}-file`}
            name="file"
            type="file"
            required
            accept=".csv,.txt,.xlsx"
            className="py-1"
          />
        </Field>
        <Field label="OEM" htmlFor={`${id}-oem`} className="w-44">
          <Select id={`${id}-oem`} name="oem" required>
            {oems.map((oem) => (
              <option key={oem.id} value={oem.id}>
                {oem.name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Where it is from" htmlFor={`${id}-source`} className="w-56">
          <Input
            id={`${id}-source`}
            name="source"
            required
            minLength={2}
            maxLength={120}
            placeholder="Dealer list 2019"
            autoComplete="off"
          />
        </Field>
        <Field label="How sure" htmlFor={`${id}-trust`} className="w-44">
          <Select id={`${id}-trust`} name="trust" defaultValue="list">
            {TRUSTS.map((trust) => (
              <option key={trust} value={trust}>
                {TRUST_WORDS[trust]}
              </option>
            ))}
          </Select>
        </Field>
        <Button type="submit" kind="primary" disabled={isSending || oems.length === 0}>
          {isSending ? "Reading…" : "Take in"}
        </Button>
      </form>
      <KnownColumns columns={columns} />
      <ImportResult sent={sent} />
    </Card>
  );
}
