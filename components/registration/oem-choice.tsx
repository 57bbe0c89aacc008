import { useId } from "react";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";

/** For whom something is added; nothing where that is the viewer's own organisation. */
export function OemChoice({ oems }: { oems: readonly { readonly id: string; readonly name: string }[] }) {
  const id = useId();
  if (oems.length === 0) return null;
  return (
    <Field label="OEM" htmlFor={id} className="w-48">
      <Select id={id} name="oem" required>
        {oems.map((oem) => (
          <option key={oem.id} value={oem.id}>
            {oem.name}
          </option>
        ))}
      </Select>
    </Field>
  );
}
