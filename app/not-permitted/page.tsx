import { forbidden } from "next/navigation";

/** Where the proxy leads people whose roles do not cover a page: 403 before its first byte. */
export default function NotPermittedPage(): never {
  forbidden();
}
