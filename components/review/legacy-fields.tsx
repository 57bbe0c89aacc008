"use client";

import { useId } from "react";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { TRUSTS } from "@/lib/domain/master-data";
import { TRUST_WORDS } from "./words";

/** What is asked of a file of old data: itself, whose bikes, from where, and how sure. */
export function LegacyFields({ oems }: { oems: readonly { readonly id: string; readonly name: string }[] }) {
  const id = useId();
  return (
    <>
      <Field label="File (CSV or XLSX)" htmlFor={`${id}-file`} className="w-64 max-w-full">
        <Input id={`${id}-file`} name="file" type="file" required accept=".csv,.txt,.xlsx" className="py-1" />
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
    </>
  );
}
