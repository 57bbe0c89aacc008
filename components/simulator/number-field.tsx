import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** A whole number; the browser refuses others and says why. */
export function NumberField({
  id,
  name,
  label,
  usual,
  min,
  max,
}: {
  id: string;
  name: string;
  label: string;
  usual: number;
  min: number;
  max: number;
}) {
  return (
    <Field label={label} htmlFor={id} className="w-24">
      <Input
        id={id}
        name={name}
        type="number"
        inputMode="numeric"
        required
        min={min}
        max={max}
        step={1}
        defaultValue={usual}
      />
    </Field>
  );
}
