import { SendValues } from "./send-values";

export default function ValuesPage() {
  return <SendValues />;
}
