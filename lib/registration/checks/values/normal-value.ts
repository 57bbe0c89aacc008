import { normalNumber } from "@/lib/domain/bike-number";
import type { ColumnKey } from "../../columns/column";
import type { ComponentKind } from "../../columns/components";

const INVISIBLE = /[\u200b-\u200d\u2060\ufeff\u00ad]/g;
const SEPARATORS = /[\s\-\u2010-\u2015\u2212_]+/g;

/** A text without signs that take no room, such as those that come along with a copy from a web page. */
export const withoutInvisible = (text: string): string => text.replace(INVISIBLE, "");

/** A name or number written out tidily, as patterns and hints have it: upper case, spaces and underlines are one dash. */
export const tidyIdentifier = (text: string): string =>
  withoutInvisible(text).trim().toUpperCase().replace(SEPARATORS, "-");

const withoutSeparators = (text: string): string => withoutInvisible(text).replace(SEPARATORS, "");

/** A value as it is compared and looked up; what is shown stays as it was written. */
export function normalValue(column: ColumnKey, text: string): string {
  switch (column) {
    case "bike_id":
    case "battery_passport":
    case "produced_on":
    case "battery_wh":
    case "firmware":
      return text.trim();
    case "fnuci":
      return withoutSeparators(text).toUpperCase();
    case "imei":
      return withoutSeparators(text).replaceAll("/", "");
    case "iccid":
      return withoutSeparators(text).replace(/^(\d{19})F$/i, "$1");
    case "model":
      return tidyIdentifier(text);
    default:
      return normalNumber(text);
  }
}

/** A component by its kind and serial number, as known components are listed. */
export const componentKey = (kind: ComponentKind, serial: string): string =>
  `${kind} ${normalNumber(serial)}`;
