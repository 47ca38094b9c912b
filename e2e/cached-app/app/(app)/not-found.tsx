export default function NotFound() {
  return <h1>Not one of our plans</h1>;
}
