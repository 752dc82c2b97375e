/** The sign of Recompose: a photo, and the same photo moved. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" fill="none" aria-hidden="true">
      <rect x="4" y="4" width="17" height="17" rx="4" stroke="currentColor" strokeWidth="3" />
      <rect x="12" y="12" width="17" height="17" rx="4" fill="currentColor" />
    </svg>
  );
}
