export { POST } from "../../upload/route";
