// A table that is wider than its place can be scrolled with the keyboard, too.
export function startScroll() {
  const sizes = new ResizeObserver((entries) => {
    for (const {target} of entries) {
      if (target.scrollWidth > target.clientWidth) target.setAttribute('tabindex', '0');
      else target.removeAttribute('tabindex');
    }
  });
  for (const place of document.querySelectorAll('.scroll')) sizes.observe(place);
}
