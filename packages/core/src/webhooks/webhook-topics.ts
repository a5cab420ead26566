/** `hr.employee.hired` covers itself, `hr.*` all that begins with `hr.`, `*` everything. */
export function topicCovers(topic: string, name: string): boolean {
  if (topic === '*') return true;
  return topic.endsWith('.*') ? name.startsWith(topic.slice(0, -1)) : topic === name;
}
