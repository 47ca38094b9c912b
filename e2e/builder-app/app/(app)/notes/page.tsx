import { saveNote } from "./save-note";

export default function NotesPage() {
  return (
    <form action={saveNote}>
      <textarea name="note" aria-label="Note" />
      <button type="submit">Save note</button>
    </form>
  );
}
