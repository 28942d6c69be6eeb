#!/bin/sh
# Puts this folder's program into the menu of the user who runs it, and opens .perfdesk files with it;
# with "remove", takes both back. Nothing outside ~/.local/share is touched.
set -e
here=$(dirname "$(readlink -f -- "$0")")
data=${XDG_DATA_HOME:-$HOME/.local/share}
id=org.perfdesk.perfdesk

refresh() {
    if command -v update-desktop-database >/dev/null; then update-desktop-database -q "$data/applications"; fi
    if command -v update-mime-database >/dev/null; then update-mime-database "$data/mime" >/dev/null; fi
}

if [ "$1" = remove ]; then
    rm -f "$data/applications/$id.desktop" "$data/mime/packages/$id.xml"
    find "$data/icons/hicolor" -name "$id.*" -exec rm -f {} + 2>/dev/null || true
    refresh
    echo "已从开始菜单移除。程序文件夹和填报库没有改动。"
    exit 0
fi

mkdir -p "$data/applications" "$data/mime/packages" "$data/icons"
cp -r "$here/share/icons/hicolor" "$data/icons/"
cp "$here/share/mime/packages/$id.xml" "$data/mime/packages/"
# In Exec, a quoted word escapes these four with a backslash, which in a desktop file is written twice; % is %%.
# https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html
quoted=$(printf %s "$here/perfdesk" | sed -e 's/[`"$\\]/\\\\&/g' -e 's/%/%%/g')
inserted=$(printf %s "\"$quoted\"" | sed -e 's/[\\&|]/\\&/g')
sed "s|@EXEC@|$inserted|" "$here/share/applications/$id.desktop" >"$data/applications/$id.desktop"
refresh
echo "已加入开始菜单。文件夹移动以后，请再运行一次；要移除，运行：$0 remove"
