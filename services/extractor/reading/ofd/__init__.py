"""OFD (GB/T 33190-2016), the national fixed layout: text and coordinates as the file states them.

``document`` finds pages and resources, ``objects`` what is drawn on a page in its order, ``text`` turns
text objects into characters with boxes, ``paint`` draws a page, ``read`` puts it together.
"""
